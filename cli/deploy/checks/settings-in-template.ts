import type { OutboundSettings, SourceRules } from '../../../contracts/function-settings.ts';
import { resolveName, resourcesOf } from '../../stacks/assembly.ts';
import type { AssemblyStack } from '../../stacks/assembly.ts';

/** As an assembly of any version may give them. */
interface GivenSettings {
  readonly outbound?: Partial<OutboundSettings>;
  readonly source?: Partial<SourceRules>;
}

/** The settings of the stack's functions; empty where it has none. */
export function settingsInTemplate(
  { template, region }: Pick<AssemblyStack, 'template' | 'region'>,
  account: string,
): GivenSettings {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    const { Variables } = (Properties?.['Environment'] ?? {}) as {
      readonly Variables?: Readonly<Record<string, unknown>>;
    };
    const text = resolveName(Variables?.['SETTINGS'], { account, region });
    if (text !== undefined) return JSON.parse(text) as GivenSettings;
  }
  return {};
}
