// Prints what the rules of cdk-nag find in a template without transforms, as JSON: [{rule, resource, about}].
// node nag.mjs TEMPLATE.json

import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

const stack = new Stack(new App(), 'stack');
new CfnInclude(stack, 'template', { templateFile: process.argv[2] });
const found = [new AwsSolutionsChecks(), new ServerlessChecks()].flatMap((pack) =>
  pack.validateScope(stack).violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({
      rule: ruleName,
      resource: constructPath.split('/').pop(),
      about: description,
    })),
  ),
);
process.stdout.write(JSON.stringify(found));
