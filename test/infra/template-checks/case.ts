import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import type { Role } from '../../../infra/template-checks/rule.ts';
import type { Template } from '../../../infra/template-checks/template.ts';

/** A template that a rule looks at. */
export interface Case {
  readonly what: string;
  readonly role: Role;
  readonly template: Template;
  readonly settings?: Settings;
}
export interface Broken extends Case {
  readonly finds: string;
}
export interface Cases {
  readonly broken: readonly Broken[];
  readonly kept: readonly Case[];
}

/** A template with one resource, `Thing`. */
export const ofType = (type: string, properties: Readonly<Record<string, unknown>> = {}): Template => ({
  Resources: { Thing: { Type: type, Properties: properties } },
});
