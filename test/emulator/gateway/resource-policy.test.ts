import type { PolicyStatementModel } from '../../../emulator/deployment.ts';
import { policyJudge } from '../../../emulator/gateway/resource-policy.ts';

const RANGES = ['216.147.0.0/18', '198.51.100.7', '2001:db8::/32'];
const statement = (changes: Partial<PolicyStatementModel>): PolicyStatementModel => ({
  effect: 'Allow',
  calls: ['*'],
  conditions: [],
  ...changes,
});
const ip = (operator: 'IpAddress' | 'NotIpAddress', ...ranges: string[]) => [{ operator, ranges }] as const;

describe('a policy that allows by address', () => {
  const judge = policyJudge([statement({ conditions: ip('IpAddress', ...RANGES) })]);
  it.each([
    ['216.147.0.0', 'allowed'],
    ['216.147.63.255', 'allowed'],
    ['216.147.64.0', 'implicit-deny'],
    ['216.146.255.255', 'implicit-deny'],
    ['198.51.100.7', 'allowed'],
    ['198.51.100.8', 'implicit-deny'],
    ['2001:db8:ffff::1', 'allowed'],
    ['2001:db9::1', 'implicit-deny'],
    ['::1', 'implicit-deny'],
  ])('%s: %s', (address, verdict) => {
    expect(judge('prod/POST/answer', address)).toBe(verdict);
  });
});

describe('a policy that denies by address', () => {
  const judge = policyJudge([
    statement({ effect: 'Deny', conditions: ip('NotIpAddress', ...RANGES) }),
    statement({}),
  ]);
  it.each([
    ['216.147.0.1', 'allowed'],
    ['2001:db8::1', 'allowed'],
    ['203.0.113.9', 'explicit-deny'],
    ['2001:db9::1', 'explicit-deny'],
  ])('%s: %s', (address, verdict) => {
    expect(judge('prod/POST/answer', address)).toBe(verdict);
  });
});

describe('which calls a statement is about', () => {
  it.each([
    ['prod/GET/health', 'prod/GET/health', 'allowed'],
    ['prod/GET/health', 'prod/GET/health/', 'implicit-deny'],
    ['prod/GET/health', 'prod/POST/health', 'implicit-deny'],
    ['GET/health', 'prod/GET/health', 'implicit-deny'],
    ['prod/GET/health', 'test/GET/health', 'implicit-deny'],
    ['prod/GET/a.b', 'prod/GET/axb', 'implicit-deny'],
    ['prod/*/fallback', 'prod/POST/fallback', 'allowed'],
    ['prod/*', 'prod/GET/a/b', 'allowed'],
    ['prod/POST/event/*', 'prod/POST/event/a-B_9', 'allowed'],
    ['prod/POST/event/*', 'prod/POST/event', 'implicit-deny'],
    ['prod/POST/event/{state}', 'prod/POST/event/a-B_9', 'implicit-deny'],
    ['prod/GET/?', 'prod/GET/a', 'allowed'],
    ['prod/GET/?', 'prod/GET/ab', 'implicit-deny'],
  ])('%s, asked %s: %s', (pattern, call, verdict) => {
    expect(policyJudge([statement({ calls: [pattern] })])(call, '203.0.113.9')).toBe(verdict);
  });
});

it('all conditions must hold', () => {
  const conditions = [...ip('IpAddress', '216.147.0.0/18'), ...ip('NotIpAddress', '216.147.0.9')];
  const judge = policyJudge([statement({ conditions })]);
  expect(judge('a', '216.147.0.1')).toBe('allowed');
  expect(judge('a', '216.147.0.9')).toBe('implicit-deny');
  expect(judge('a', '203.0.113.9')).toBe('implicit-deny');
});

it('a policy without statements allows no caller', () => {
  expect(policyJudge([])('prod/GET/health', '216.147.0.1')).toBe('implicit-deny');
});
