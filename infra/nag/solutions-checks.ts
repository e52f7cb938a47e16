import { Stack, Stage, Validations } from 'aws-cdk-lib';
import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NagRuleCompliance } from 'cdk-nag';
import type { IApplyRule, NagRuleResult } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** CDK stores an acknowledgement with the plugin's name as a prefix. */
const ACKNOWLEDGED = /^(?:\w+::)?(AwsSolutions-.+)$/;

/**
 * cdk-nag's AWS Solutions. It also refuses acknowledgements without a finding, and those of a whole stack, which would
 * cover future findings too.
 */
export class SolutionsChecks extends AwsSolutionsChecks {
  /** Path of a resource → what is found there, acknowledged or not. */
  readonly #found = new Map<string, Set<string>>();

  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    this.#found.clear();
    const { violations } = super.validateScope(scope);
    const all = [...violations, ...this.#wrongAcknowledgements(scope)];
    return { success: all.length === 0, violations: all };
  }

  protected override applyRule(params: IApplyRule): void {
    const rule = params.ruleSuffixOverride ?? params.rule.name;
    const outcome = outcomeOf(params);
    for (const found of findingsOf(outcome))
      this.#add(params.node.node.path, `${this.readPackName}-${rule}${found}`);
    super.applyRule({ ...params, ruleSuffixOverride: rule, rule: () => resultOf(outcome) });
  }

  #add(path: string, finding: string): void {
    const found = this.#found.get(path) ?? new Set();
    this.#found.set(path, found.add(finding));
  }

  #wrongAcknowledgements(scope: IConstruct): PolicyViolation[] {
    return scope.node.findAll().flatMap((construct) =>
      acknowledgedAt(construct).flatMap((finding) => {
        const problem = this.#problemOf(construct, finding);
        if (problem === undefined) return [];
        const violatingResources = [{ constructPath: construct.node.path, locations: [] }];
        return [
          {
            ruleName: `acknowledged[${finding}]`,
            description: problem,
            severity: 'error',
            violatingResources,
          },
        ];
      }),
    );
  }

  #problemOf(construct: IConstruct, finding: string): string | undefined {
    const { path } = construct.node;
    if (Stack.isStack(construct) || Stage.isStage(construct))
      return `${finding} is acknowledged for everything in ${path || 'the app'}: acknowledge it at the resource.`;
    const stands = [...this.#found].some(
      ([at, found]) => (at === path || at.startsWith(`${path}/`)) && found.has(finding),
    );
    return stands
      ? undefined
      : `${finding} is acknowledged at ${path}, which has no such finding: remove the acknowledgement.`;
  }
}

/** A rule's result, or the error that it threw. */
type Outcome = { readonly result: NagRuleResult } | { readonly error: unknown };

function outcomeOf({ rule, node }: IApplyRule): Outcome {
  try {
    return { result: rule(node) };
  } catch (error) {
    return { error };
  }
}

function resultOf(outcome: Outcome): NagRuleResult {
  if ('error' in outcome) throw outcome.error;
  return outcome.result;
}

/** The suffix of the rule's name for each finding. A rule that throws counts as one finding. */
function findingsOf(outcome: Outcome): readonly string[] {
  if ('error' in outcome) return [''];
  const { result } = outcome;
  if (Array.isArray(result)) return result.map((finding) => `[${finding}]`);
  return result === NagRuleCompliance.NON_COMPLIANT ? [''] : [];
}

const acknowledgedAt = ({ node }: IConstruct): readonly string[] =>
  node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object))
    .flatMap((id) => ACKNOWLEDGED.exec(id)?.[1] ?? []);
