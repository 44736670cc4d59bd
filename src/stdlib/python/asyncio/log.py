"""Contract: where asyncio tells what has nowhere else to go."""
import logging

logger = logging.getLogger(__package__)
