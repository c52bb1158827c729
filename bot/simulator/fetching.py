"""The methods by which the bot gets its updates and files."""

from bot.simulator.refusals import WEBHOOK_ACTIVE, Json, Refusal, bad_request
from bot.simulator.request import Request

LONGEST_POLL = 50


async def get_updates(request: Request) -> list[Json]:
    """The unconfirmed updates; waits up to `timeout` seconds for one."""
    world, params = request.world, request.params
    if world.webhook.get("url"):
        raise Refusal(409, WEBHOOK_ACTIVE)
    if isinstance(params.get("allowed_updates"), list):
        world.queue.allowed = params["allowed_updates"]
    return await world.queue.updates(
        int(params.get("offset") or 0),
        int(params.get("limit") or 100),
        min(float(params.get("timeout") or 0), LONGEST_POLL),
    )


async def set_webhook(request: Request) -> bool:
    """Has updates posted to this address from now on."""
    url = str(request.params.get("url") or "")
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _drop(request)
    kept = ("secret_token", "max_connections", "allowed_updates")
    request.world.webhook = {"url": url} if url else {}
    if url:
        request.world.webhook.update({k: v for k, v in request.params.items() if k in kept})
        request.world.queue.allowed = request.params.get("allowed_updates") or []
        request.world.webhook_set.set()
    return True


async def delete_webhook(request: Request) -> bool:
    """Lets getUpdates be used again."""
    _drop(request)
    request.world.webhook = {}
    return True


async def get_webhook_info(request: Request) -> Json:
    """Where updates go, and how many wait."""
    webhook = request.world.webhook
    return {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(request.world.queue.waiting),
        **{k: v for k, v in webhook.items() if k in {"max_connections", "allowed_updates"}},
    }


async def get_file(request: Request) -> Json:
    """Where a file can be fetched."""
    file_id = request.params.get("file_id")
    if not file_id:
        raise bad_request("file_id is not specified")
    try:
        return request.world.files.get(str(file_id)).to_json()
    except Refusal:
        raise bad_request("invalid file_id") from None


def _drop(request: Request) -> None:
    if request.params.get("drop_pending_updates"):
        request.world.queue.waiting.clear()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "getFile": get_file,
}
