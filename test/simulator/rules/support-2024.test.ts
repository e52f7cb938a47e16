import { support2024 } from '../../../simulator/rules/support-2024.ts';

describe('support-2024', () => {
  const rules = Object.entries(support2024.rules);

  it.each(rules)('%s names what it says, its source and how sure it is', (name, rule) => {
    expect(rule.name).toBe(name);
    expect(rule.says.length).toBeGreaterThan(10);
    expect(rule.source.length).toBeGreaterThan(5);
    expect(['certain', 'assumption']).toContain(rule.certainty);
  });

  it('calls nothing certain that the vendor does not state', () => {
    const silent = rules.filter(([, { source }]) => source === 'not stated by the vendor');
    expect(silent.length).toBeGreaterThan(5);
    for (const [, { certainty }] of silent) expect(certainty).toBe('assumption');
  });

  it('has the defaults of the Applications API', () => {
    expect(support2024.defaultTimeouts).toEqual({
      answer: { connectMs: 1000, socketMs: 5000 },
      event: { connectMs: 1000, socketMs: 10_000 },
      fallback: { connectMs: 1000, socketMs: 5000 },
    });
    expect(support2024.attempts).toBe(2);
  });
});
