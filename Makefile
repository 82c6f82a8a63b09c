# `make` alone lists the targets.

JAVA_HOME := $(shell scripts/find-jdk.sh 2>/dev/null)
export JAVA_HOME
# Where setup puts missing Python packages; usually none are missing, and the directory does not exist.
export PATH := $(CURDIR)/build/python/bin:$(PATH)
MVN := mvn -B -q
ZIP := functions/target/function.zip
# With the directories, which are newer once a file is gone.
SOURCES := $(shell find functions/src/main functions/pom.xml pom.xml)

.DEFAULT_GOAL := help
# What is installed first is needed afterwards, and Maven has one functions/target.
.NOTPARALLEL:
# What a recipe that fails has begun is not taken for done the next time.
.DELETE_ON_ERROR:
.PHONY: help
help:  ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: jdk  ## install what is missing on this machine
	@scripts/setup.sh bats shellcheck jq dash busybox curl npm unzip

.PHONY: setup-demo
setup-demo: jdk
	@scripts/setup.sh

# Needed only by the test of the container, which says so when it is skipped.
.PHONY: podman
podman: setup
	@scripts/setup.sh podman || echo "podman could not be installed"

.PHONY: jdk
jdk:
	@scripts/find-jdk.sh >/dev/null

.PHONY: build
build: jdk  ## build the functions for a JVM: functions/target/function.zip
	@$(MVN) package -DskipTests

.PHONY: native
native: jdk  ## compile the functions natively into the same function.zip, for faster starts
	@scripts/native.sh

# The demo and the end-to-end tests deploy this; it is rebuilt only if the functions have changed.
$(ZIP): $(SOURCES)
	@echo "Building the functions ..."
	@$(MVN) package -DskipTests
	@touch $@

RUNTIME_CLIENT := local/java/target/fetched
$(RUNTIME_CLIENT): local/java/pom.xml
	@$(MVN) -f local/java/pom.xml package
	@touch $@

.PHONY: demo
demo: setup-demo $(ZIP) $(RUNTIME_CLIENT)  ## replicate some 30 images on this machine and show the progress
	@python3 local/demo $(if $(KEEP),--keep) $(if $(DASHBOARD),--dashboard $(DASHBOARD))

.PHONY: dashboard
dashboard:  ## run the demo and draw its dashboard: docs/dashboard.svg
	@$(MAKE) --no-print-directory demo DASHBOARD=docs/dashboard.svg

.PHONY: status
status:  ## show what a stack has done and what is behind: STACK=..., FOLLOW=1, JSON=1
	@python3 status --stack "$(or $(STACK),ecr-replicator)" $(if $(FOLLOW),--follow) $(if $(JSON),--json)

# What else stands on make's command line, such as srcRegion=us-west-2.
PARAMETERS = $(filter-out STACK CONFIG CHECK,$(foreach one,$(.VARIABLES),$(if $(filter command,$(origin $(one))),$(one))))
# make would end the recipe at a newline within a value, so bash makes it of $'\n'.
define NEWLINE


endef
.PHONY: deploy
deploy: SHELL := bash
deploy:  ## check what a deployment needs, then sam deploy --guided: PARAMETER=..., STACK=..., CONFIG=my.toml; CHECK=1 only checks
	@scripts/deploy.sh $(if $(CHECK),--check) \
		$(if $(STACK),--stack-name "$(STACK)") $(if $(CONFIG),--config-file "$(CONFIG)") \
		$(foreach one,$(PARAMETERS),'$(one)=$(subst $(NEWLINE),'$$'\n'',$(subst ','\'',$(value $(one))))')

.PHONY: publish
publish:  ## put template and functions into BUCKET=... and print a launch link
	@scripts/publish.sh "$(BUCKET)"

.PHONY: test
test: setup podman test-java test-reproducible test-task test-large test-template test-local test-stack demo  ## run all tests

# Stops before Maven's package phase, so that a native function.zip is not overwritten.
.PHONY: test-java
test-java: jdk  ## test the functions in Java: units, architecture, adapters
	@mvn -B -ntp test

.PHONY: test-reproducible
test-reproducible: $(ZIP)  ## check that the same sources give the same package for a JVM, by building it again
	@scripts/reproducible.sh

.PHONY: test-task
# Seconds for one test: a wait without end is a failure.
test-task: export BATS_TEST_TIMEOUT := 300
test-task:  ## test the script of the copying task with real skopeo and real registries
	@shellcheck skopeo-task/*.sh skopeo-task/tests/*.sh skopeo-task/tests/*.ba* skopeo-task/tests/*/*.bats scripts/*.sh
	@bats skopeo-task/tests
	@skopeo-task/tests/later-skopeo.sh build/later-skopeo; case $$? in \
	0) PATH="$(CURDIR)/build/later-skopeo/bin:$$PATH" bats $(addprefix skopeo-task/tests/,copies.bats failures.bats limits.bats redirects.bats) ;; \
	3) ;; *) exit 1 ;; esac

.PHONY: test-large
test-large:  ## test the same with a layer of more than 2 GB, which needs as much disk space
	@bats skopeo-task/tests/large

.PHONY: test-template
test-template:  ## test template.yaml as CloudFormation, SAM and Step Functions read it
	@python3 -m pytest -q checks

.PHONY: test-local
test-local: $(RUNTIME_CLIENT)  ## test the emulated AWS
	@python3 local/run_tests.py -q local/tests
	@python3 -m pytest -q status/tests

.PHONY: test-e2e
test-e2e: $(ZIP) $(RUNTIME_CLIENT)  ## test the whole stack on the emulated AWS, with functions on a JVM; E2E=local/e2e/test_... for a part
	@python3 local/run_tests.py -q $(or $(E2E),local/e2e)

# Everything runs once, natively if this machine can compile that. The code is the same, so it is then enough that a JVM
# runs each function.
EVERY_FUNCTION := $(patsubst %,local/e2e/test_%.py,first_run changes inputs failures events life_of_a_stack)
.PHONY: test-stack
test-stack: jdk  ## test the whole stack on a JVM and, if this machine can compile it, natively
	@if scripts/native.sh --builder >/dev/null; then \
	  $(MAKE) --no-print-directory test-e2e E2E="$(EVERY_FUNCTION)" && $(MAKE) --no-print-directory test-native; \
	else $(MAKE) --no-print-directory test-e2e; fi

# Compiled in a copy of the sources, so that functions/target stays as it is.
NATIVE_ZIP := build/native/functions/target/function.zip
$(NATIVE_ZIP): $(SOURCES)
	@echo "Compiling the functions natively, which takes some minutes ..."
	@scripts/native.sh --check build/native
	@touch $@

.PHONY: test-native
test-native: jdk $(RUNTIME_CLIENT)  ## test the whole stack with native functions, if this machine can compile them
	@if scripts/native.sh --builder >/dev/null; then \
	  $(MAKE) --no-print-directory $(NATIVE_ZIP) && LOCAL_PACKAGE=$(NATIVE_ZIP) python3 local/run_tests.py -q local/e2e; \
	else echo "The native test is left out."; fi

.PHONY: bench
bench: $(ZIP) $(RUNTIME_CLIENT)  ## count and time copies, compared with other tools; BENCH='--repositories 4' makes it smaller, --write writes docs/performance.md
	@python3 bench/replication.py $(BENCH)

# Shows what ten tasks at once gain where answers are slow, as they are between regions.
.PHONY: bench-network
bench-network: $(ZIP) $(RUNTIME_CLIENT)  ## the same with 100 ms for each answer; BENCH='--delay 20' for other distances
	@python3 bench/replication.py --cases new other --delay 100 $(BENCH)

.PHONY: bench-scale
bench-scale: $(or $(wildcard $(NATIVE_ZIP)),$(ZIP)) $(RUNTIME_CLIENT)  ## measure the plan of up to 1,000,000 images, after make test-native natively
	@python3 bench/scale.py $< $(BENCH)

.PHONY: bench-start
bench-start: $(ZIP) $(RUNTIME_CLIENT)  ## measure cold starts, on a JVM and, after make test-native, natively
	@python3 bench/cold-start.py $(BENCH) $(wildcard $(NATIVE_ZIP)) $(ZIP)

.PHONY: bench-cost
bench-cost:  ## print the model of time and cost
	@python3 bench/cost-model.py $(BENCH)

.PHONY: soak
soak: setup-demo $(ZIP) $(RUNTIME_CLIENT)  ## copy 1,000 images while things fail at random, then run undisturbed (long; IMAGES=n for fewer)
	@python3 local/e2e/soak --images $(or $(IMAGES),1000)

.PHONY: format
format: jdk  ## format the Java sources
	@$(MVN) spotless:apply

.PHONY: script
script:  ## put skopeo-task/copy-images.sh into template.yaml
	@python3 skopeo-task/insert-script.py
