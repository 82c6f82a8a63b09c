"""The story: a source is filled, the stack is deployed, and three runs do what they promise."""

from images import Index
from sandbox import Replicator, Run, Sandbox

from . import catalog, look, progress
from .checks import Checks
from .screen import Screen

SOURCE_ACCOUNT = "111122223333"
PREFIX = "mirror"
CREDENTIAL = "drh-credentials"
TASKS_AT_ONCE = 3


class Demo:
    def __init__(self, screen: Screen, checks: Checks, sandbox: Sandbox):
        self._screen = screen
        self._checks = checks
        self._sandbox = sandbox
        self._images = [f"{repository}:{tag}" for repository, tag, _ in catalog.images()]

    def fill_source(self) -> None:
        images = catalog.images()
        for repository, tag, image in images:
            self._sandbox.source.push(repository, tag, image)
        several = sum(isinstance(image, Index) for _, _, image in images)
        repositories = len({repository for repository, _, _ in images})
        self._screen.say(
            f"{len(images)} images in {repositories} repositories, {several} of them for several platforms, with "
            "Docker's or OCI's media types, and with layers in common."
        )

    def deploy(self) -> Replicator:
        """With the credential that pulls from the other account, as a user would make it."""
        keys = self._sandbox.source.account
        value = f'{{"access_key_id": "{keys.access_key}", "secret_access_key": "{keys.secret_key}"}}'
        self._sandbox.put_credential(CREDENTIAL, value)
        parameters = {
            "sourceType": "Amazon_ECR",
            "srcAccountId": SOURCE_ACCOUNT,
            "srcRegion": self._sandbox.source.region,
            "srcCredential": CREDENTIAL,
            "srcList": "SELECTED",
            "srcImageList": ",".join([*self._images, catalog.MISSING]),
            "destPrefix": PREFIX,
            "maxConcurrency": str(TASKS_AT_ONCE),
            "alarmEmail": "platform-team@example.com",
        }
        for name, value in parameters.items():
            self._screen.line(f"{name:<15} {value if len(value) < 50 else value[:47] + '...'}")
        self._sandbox.server.control("DELETE", "registry-accesses")
        replicator = self._sandbox.deploy(**parameters)
        self._screen.say(f"{len(replicator.resources)} resources are made; nobody has started a run by hand.")
        return replicator

    def first_run(self, replicator: Replicator) -> None:
        execution = replicator.wait_until(replicator.executions, "a run that starts by itself")[-1]
        run = progress.follow(self._screen, replicator, execution, PREFIX)
        self._tell(run)
        self._checks.hold("the first run started by itself", len(replicator.executions()) == 1)
        self._checks.hold(
            f"at most {TASKS_AT_ONCE} tasks ran at once", 0 < run.most_at_once <= TASKS_AT_ONCE, str(run.most_at_once)
        )
        self._checks.hold("the run with a missing image ended FAILED", run.status == "FAILED", run.status)

    def compare(self, replicator: Replicator) -> None:
        found = look.findings(self._sandbox, replicator, PREFIX, [*self._images, catalog.MISSING])
        look.table(self._screen, found)
        wrong = [one.image for one in found[:-1] if not one.proven]
        self._checks.hold(
            f"{len(self._images)} images SUCCEEDED, every digest is the source's", not wrong, ", ".join(wrong)
        )
        missing = found[-1]
        named = missing.status == "FAILED" and catalog.MISSING in missing.reason
        self._checks.hold("the missing image FAILED, and its reason names it", named, missing.reason)

    def message(self, replicator: Replicator) -> None:
        messages = replicator.messages()
        for message in messages:
            self._screen.quote(f"Subject: {message.subject}\n\n{message.text}")
        once = len(messages) == 1 and messages[0].text.count(catalog.MISSING) == 1
        self._checks.hold("one message was sent; it names the missing image once", once, f"{len(messages)} messages")

    def unchanged_run(self, replicator: Replicator) -> None:
        self._screen.say(f"Somebody takes {catalog.MISSING} off the list, and the schedule fires.")
        replicator.select(*self._images)
        before = len(replicator.messages())
        run = self._run(replicator)
        self._checks.hold("the unchanged run started no task", run.tasks == 0, str(run.tasks))
        asked = run.puts + run.gets
        self._checks.hold("the unchanged run put and downloaded no manifest", not asked, str(asked))
        self._checks.hold("the unchanged run SUCCEEDED", run.status == "SUCCEEDED", run.cause)
        told = replicator.messages()[before:]
        subjects = [one.subject for one in told]
        self._checks.hold("one message said that it is well again", ["well again" in one for one in subjects] == [True])
        for message in told:
            self._screen.quote(f"Subject: {message.subject}")

    def changed_run(self, replicator: Replicator) -> None:
        repository, tag = catalog.CHANGED
        name = f"{repository}:{tag}"
        digest = self._sandbox.source.push(repository, tag, catalog.changed_image())
        self._screen.say(f"The source's {name} is another image now: {digest[:19]}")
        before = {key: row["digest"] for key, row in replicator.images().items() if "digest" in row}
        run = self._run(replicator)
        after = {key: row["digest"] for key, row in replicator.images().items() if "digest" in row}
        different = [key for key in after if after[key] != before.get(key)]
        put = {path.split("/", 1)[1] for path in run.puts if path.endswith(f"/manifests/{tag}")}
        only = different == [f"{PREFIX}/{name}"] and len(put) == 1
        self._checks.hold("the changed tag was copied, by one task, and nothing else", only and run.tasks == 1)
        found = look.findings(self._sandbox, replicator, PREFIX, [name])
        look.table(self._screen, found)
        self._checks.hold("its new digest is the source's", found[0].proven and found[0].digest == digest)

    def _run(self, replicator: Replicator) -> Run:
        replicator.forget_counts()
        run = progress.follow(self._screen, replicator, replicator.tick(), PREFIX)
        self._tell(run)
        return run

    def _tell(self, run: Run) -> None:
        self._screen.line()
        self._screen.say(f"execution {run.status}" + (f": {run.cause}" if run.cause else ""))
        self._screen.line(f"tasks started: {run.tasks}, manifests put: {len(run.puts)}, downloaded: {len(run.gets)}")
