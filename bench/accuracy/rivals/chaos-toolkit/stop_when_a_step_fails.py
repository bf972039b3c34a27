"""A control: a process that ends badly in the method ends the experiment, for then it shows nothing.

Chaos Toolkit itself warns of such an exit code and goes on.
"""
from chaoslib.exceptions import InterruptExecution


def after_activity_control(context, state, **kwargs):
    output = (state or {}).get("output")
    in_method = "tolerance" not in context and not context.get("background")
    if in_method and isinstance(output, dict) and output.get("status", 0) != 0:
        raise InterruptExecution(f"{context['name']} ended with {output['status']}")
