from phongtrao.plans.actions.assigning import assign, chase, close, end, fulfil, hand_on
from phongtrao.plans.actions.extending import ask_extension, decide_extension

__all__ = ["ask_extension", "assign", "chase", "close", "decide_extension", "end", "fulfil", "hand_on"]
