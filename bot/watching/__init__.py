"""What whoever runs the bot can see of it: is it well, and how much does it do."""
