"""Nobody hears of a task's end in time: the waiting state looks again, and the run ends right.

On a stack that looks soon, where others wait a quarter of an hour.
"""

from conftest import CHECK_S, PREFIX
from faults import SOURCE
from images import Layer, image


def select(stack, source, name: str) -> str:
    digest = source.push(name, "1", image([Layer(name)]))
    stack.select(f"{name}:1")
    return digest


def dead_letters(stack) -> list[str]:
    sqs = stack.sandbox.server.home.client("sqs")
    answer = sqs.receive_message(QueueUrl=stack.stack.outputs()["DeadLetterQueue"], MaxNumberOfMessages=10)
    return [one["Body"] for one in answer.get("Messages", [])]


def speaks(stack, alarm: str) -> bool:
    """Whether what an alarm watches is beyond its threshold; its actions tell the topic that people subscribe to.

    The emulated CloudWatch neither gets SQS's metrics nor looks at alarms.
    """
    home = stack.sandbox.server.home
    [found] = home.client("cloudwatch").describe_alarms(AlarmNames=[stack.resources[alarm]])["MetricAlarms"]
    assert (found["Namespace"], found["MetricName"], found["Statistic"], found["ComparisonOperator"]) == (
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", "GreaterThanThreshold")
    assert found["ActionsEnabled"] and found["AlarmActions"] == [stack.topic]
    queue = stack.stack.outputs()["DeadLetterQueue"]
    assert found["Dimensions"] == [{"Name": "QueueName", "Value": queue.rsplit("/", 1)[-1]}]
    answer = home.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    return int(answer["Attributes"]["ApproximateNumberOfMessages"]) > found["Threshold"]


def arrived(stack, destination, name: str, digest: str) -> bool:
    row = stack.images()[f"{PREFIX}/{name}:1"]
    assert (row["status"], row["digest"]) == ("SUCCEEDED", digest), row
    return destination.digest(f"{PREFIX}/{name}", "1") == digest


def test_lost_event_is_made_up_for_by_looking_again(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/lost")
    faults.event(drop=True)
    before = impatient.invocations("CompleteCopyFunction")
    run = impatient.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert impatient.invocations("CompleteCopyFunction") == before
    assert arrived(impatient, destination, "silence/lost", digest)


def test_lost_event_of_a_failed_task_leads_to_another_attempt(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/failed")
    faults.event(drop=True)
    faults.tasks_do_not_start()
    run = impatient.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 2)
    assert arrived(impatient, destination, "silence/failed", digest)


def test_event_after_the_time_limit_is_harmless(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/late")
    faults.event(delay_s=600)
    before = impatient.invocations("CompleteCopyFunction")
    answers = impatient.answers("CompleteCopyFunction")
    run = impatient.run()
    assert impatient.invocations("CompleteCopyFunction") == before, "the event has come before the run was over"
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert arrived(impatient, destination, "silence/late", digest)
    row = impatient.images()[f"{PREFIX}/silence/late:1"]
    assert faults.end().unmet() == []
    impatient.wait_until(lambda: impatient.answers("CompleteCopyFunction") > answers, "the late event")
    assert impatient.images()[f"{PREFIX}/silence/late:1"] == row
    assert dead_letters(impatient) == []


def test_task_that_runs_beyond_the_check_is_waited_for(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/slow")
    faults.registry(host=SOURCE, path=digest, delay_s=2.5 * CHECK_S, times=1)
    run = impatient.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert arrived(impatient, destination, "silence/slow", digest)


def test_task_that_ecs_does_not_know_yet_is_waited_for(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/young")
    faults.registry(host=SOURCE, path=digest, delay_s=1.5 * CHECK_S, times=1)
    faults.tasks_are_not_known(1)
    run = impatient.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert arrived(impatient, destination, "silence/young", digest)


def test_completion_that_keeps_failing_is_a_dead_letter_and_is_repaired(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/dead")
    faults.function(impatient, "CompleteCopyFunction", times=3, after_s=0)
    run = impatient.run()
    assert (run.status, run.tasks) == ("SUCCEEDED", 1)
    assert arrived(impatient, destination, "silence/dead", digest)
    impatient.wait_until(lambda: speaks(impatient, "DeadLettersAlarm"), "a dead letter")
    assert "ECS Task State Change" in dead_letters(impatient)[0]


def test_batch_that_cannot_even_be_given_up_is_settled_with_its_task(impatient, faults, source, destination):
    digest = select(impatient, source, "silence/deaf")
    faults.registry(host=SOURCE, path=digest, delay_s=60, times=1)
    # The look at the task, and what the workflow calls after it.
    faults.api("ecs", "DescribeTasks", code="AccessDeniedException", times=1)
    faults.api("lambda", "Invoke", match='"Cause"', code="AccessDeniedException", status=403, times=1)
    before = len(impatient.messages())
    run = impatient.run()
    assert (run.status, run.tasks) == ("FAILED", 1)
    impatient.wait_until(lambda: impatient.messages()[before:], "SettleRun")
    assert ["the execution of batch 1 was stopped, or failed" in one.text for one in impatient.messages()[before:]] == [True]
    assert impatient.images()[f"{PREFIX}/silence/deaf:1"]["status"] == "FAILED"
    impatient.wait_until(lambda: not impatient.open_tasks(), "the end of its tasks")
    assert impatient.run().status == "SUCCEEDED"
    assert arrived(impatient, destination, "silence/deaf", digest)
