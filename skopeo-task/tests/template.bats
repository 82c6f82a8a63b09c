#!/usr/bin/env bats
# The task definition carries the script.

load registries

setup() {
  mkdir "$BATS_TEST_TMPDIR/skopeo-task"
  cp "$HERE/../../template.yaml" "$BATS_TEST_TMPDIR"
  cp "$HERE/../copy-images.sh" "$HERE/../insert-script.py" "$BATS_TEST_TMPDIR/skopeo-task"
  cd "$BATS_TEST_TMPDIR" || return
}

# What CloudFormation reads as the command, byte by byte.
command_of_task() {
  python3 -c '
import sys, yaml
yaml.SafeLoader.add_multi_constructor("!", lambda loader, tag, node: tag)
template = yaml.safe_load(open("template.yaml"))
(text,) = template["Resources"]["CopyTask"]["Properties"]["ContainerDefinitions"][0]["Command"]
sys.stdout.write(text)'
}

@test "the template holds the script as it is" {
  skopeo-task/insert-script.py --check
  command_of_task | cmp - skopeo-task/copy-images.sh
}

@test "a script that differs from the template is told, and inserting it repairs that for good" {
  # shellcheck disable=SC2016 # no variable
  printf '\n# one more: "quotes", \\backslash, $dollar, 100 %%\n\n  indented\n' >>skopeo-task/copy-images.sh
  before=$(cat template.yaml)
  run -1 skopeo-task/insert-script.py --check
  [[ $output = *'template.yaml does not hold the text of copy-images.sh'* ]]
  [ "$before" = "$(cat template.yaml)" ]
  skopeo-task/insert-script.py
  command_of_task | cmp - skopeo-task/copy-images.sh
  skopeo-task/insert-script.py --check
  after=$(cat template.yaml)
  skopeo-task/insert-script.py
  [ "$after" = "$(cat template.yaml)" ]
}

@test "inserting changes nothing but the command" {
  head -n 3 skopeo-task/copy-images.sh >short
  cp skopeo-task/copy-images.sh long
  original=$(cat template.yaml)
  cp short skopeo-task/copy-images.sh
  skopeo-task/insert-script.py
  command_of_task | cmp - short
  cp long skopeo-task/copy-images.sh
  skopeo-task/insert-script.py
  [ "$original" = "$(cat template.yaml)" ]
}

@test "a template without its one place for the script is refused" {
  sed -i '/# The text of skopeo-task/d' template.yaml
  run -1 skopeo-task/insert-script.py
  [[ $output = *"0 comments 'The text of skopeo-task/copy-images.sh'"* ]]
}
