"""A function's deployment package, unpacked, and how Lambda's own Java runtimes start one, as far as it is public."""

import os
import platform
import zipfile
from pathlib import Path
from typing import BinaryIO

# Where local/java/pom.xml puts aws-lambda-java-runtime-interface-client.
RUNTIME = Path(__file__).resolve().parent.parent / "java" / "target" / "runtime"

_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
# Many small JVMs on few cores: the cheapest collector and no second compiler.
_OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
_HEAP_SHARE = 0.8  # of the function's memory
_LIBRARY_PROPERTY = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"


def unpack(package: Path | BinaryIO, directory: str) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(directory)
    if os.path.exists(bootstrap(directory)):
        os.chmod(bootstrap(directory), 0o755)


def bootstrap(directory: str) -> str:
    """What a custom runtime starts."""
    return os.path.join(directory, "bootstrap")


def heap(memory_mb: int) -> str:
    """The option of a JVM, or of a native program, which would otherwise reckon with all the machine's memory."""
    return f"-Xmx{int(memory_mb * _HEAP_SHARE)}m"


def java_command(java_home: str, directory: str, handler: str, memory_mb: int, options: list[str] = ()) -> list[str]:
    """The package's class path is /var/task and /var/task/lib/*."""
    class_path = ":".join([directory, os.path.join(directory, "lib", "*"), f"{RUNTIME}/*"])
    java = os.path.join(java_home, "bin", "java")
    return [java, *_OPTIONS, heap(memory_mb), *_own_library(), *options, "-cp", class_path, _CLIENT, handler]


def _own_library() -> list[str]:
    """Without it, the client unpacks its library into /tmp, which on Lambda is the environment's own."""
    system = "linux" if platform.libc_ver()[0] == "glibc" else "linux_musl"
    processor = platform.machine().replace("aarch64", "aarch_64")
    library = os.path.join(RUNTIME, "jni", f"libaws-lambda-jni.{system}-{processor}.so")
    return [f"-D{_LIBRARY_PROPERTY}={library}"] if os.path.exists(library) else []
