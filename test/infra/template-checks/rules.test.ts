import { settings } from '../../fixtures/own/settings.ts';
import { RULES } from '../../../infra/template-checks/check-assembly.ts';
import { CASES } from './cases.ts';
import type { Case } from './case.ts';

const find = (name: string, { role, template, settings: own = settings }: Case): readonly string[] => {
  const rule = RULES.find((known) => known.name === name);
  if (rule === undefined) throw new Error(`There is no rule ${name}.`);
  return rule.appliesTo.includes(role) ? rule.find({ folder: '', name: 'stack', role, template }, own) : [];
};

describe('RULES', () => {
  it('are all broken here', () => {
    const elsewhere = ['every-asset-is-bundled'];
    expect([...Object.keys(CASES), ...elsewhere].sort()).toEqual(RULES.map(({ name }) => name).sort());
  });

  it('each have what breaks them and what they take', () => {
    for (const { broken, kept } of Object.values(CASES)) {
      expect(broken.length).toBeGreaterThan(0);
      expect(kept.length).toBeGreaterThan(0);
    }
  });

  it('say why, and what to do', () => {
    for (const { why, whatToDo } of RULES) {
      expect(why).toMatch(/\.$/);
      expect(whatToDo).toMatch(/\.$/);
    }
  });

  describe.each(Object.entries(CASES))('%s', (name, { broken, kept }) => {
    it.each(broken.map((one) => [one.what, one] as const))('refuses %s', (_what, one) => {
      expect(find(name, one)).toEqual([expect.stringContaining(one.finds)]);
    });

    it.each(kept.map((one) => [one.what, one] as const))('takes %s', (_what, one) => {
      expect(find(name, one)).toEqual([]);
    });
  });
});
