import { takeEnvironment } from '../../../cli/kit/environment-flag.ts';
import { readFlags, typedAgain } from '../../../cli/kit/flags.ts';
import { environmentFile, environmentName } from '../../../contracts/settings/environment-name.ts';

afterEach(() => {
  delete process.env['VVF_ENV'];
  delete process.env['CDK_CONTEXT_JSON'];
});

describe('--env', () => {
  it.each([
    ['before the command', '--env staging link plan --json'],
    ['behind it', 'link plan --json --env staging'],
    ['with =', 'link --env=staging plan --json'],
    ['twice the same', 'link --env staging plan --json --env=staging'],
  ])('names the environment, for this process and those that it starts: %s', (_where, line) => {
    expect(takeEnvironment(line.split(' '))).toEqual(['link', 'plan', '--json']);
    expect(environmentName()).toBe('staging');
  });

  it('comes before the variable of the shell', () => {
    process.env['VVF_ENV'] = 'production';
    expect(takeEnvironment(['deploy'])).toEqual(['deploy']);
    expect(environmentName()).toBe('production');
    takeEnvironment(['deploy', '--env', 'staging']);
    expect(environmentName()).toBe('staging');
  });

  it.each([
    ['deploy --env', '--env: expected NAME, found nothing'],
    ['deploy --env=', '--env: expected NAME, found nothing'],
    ['deploy --env --plan', '--env: expected NAME, found the flag --plan'],
    ['deploy --env a --env b', '--env: expected one environment, found a, b'],
  ])('refuses "%s"', (line, message) => {
    expect(() => takeEnvironment(line.split(' '))).toThrow(message);
    expect(environmentName()).toBeUndefined();
  });

  it('is typed again behind a command', () => {
    const { typed } = readFlags({ name: 'drill', flags: { all: { type: 'boolean', help: 'all' } } }, [
      '--all',
    ]);
    expect(typedAgain(typed)).toEqual(['--all']);
    takeEnvironment(['--env', 'staging']);
    expect(typedAgain(typed)).toEqual(['--all', '--env', 'staging']);
  });
});

describe('an environment', () => {
  it('has files of its own', () => {
    expect(environmentFile('cdk-outputs.json')).toBe('cdk-outputs.json');
    takeEnvironment(['--env', 'staging']);
    expect(environmentFile('cdk-outputs.json')).toBe('cdk-outputs.staging.json');
  });

  it('is the one that the CDK was given, before the variable of the shell', () => {
    process.env['VVF_ENV'] = 'staging';
    process.env['CDK_CONTEXT_JSON'] = '{"env":"production","aws:cdk:x":true}';
    expect(environmentName()).toBe('production');
    process.env['CDK_CONTEXT_JSON'] = '{}';
    expect(environmentName()).toBe('staging');
    process.env['VVF_ENV'] = '';
    expect(environmentName()).toBeUndefined();
  });
});
