import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundledPackages, routesByFolder } from '../../../cli/bundled-dependencies/bundled-packages.ts';
import type { BundledPackage } from '../../../cli/bundled-dependencies/bundled-packages.ts';
import { asMarkdown, licenceProblems } from '../../../cli/bundled-dependencies/report.ts';

const FILE = fileURLToPath(new URL('../../../docs/bundled-dependencies.md', import.meta.url));

const aPackage = (licence: string): BundledPackage => ({
  name: 'a',
  version: '1.0.0',
  licence,
  routes: ['answer'],
});

describe('what is in the bundles', () => {
  let packages: readonly BundledPackage[];
  beforeAll(async () => {
    packages = await bundledPackages();
  });

  it('is listed in docs/bundled-dependencies.md (npm run bundled-dependencies writes it)', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(asMarkdown(packages));
  });

  it('has no licence but those that are allowed', () => {
    expect(licenceProblems(packages)).toEqual([]);
  });

  it('holds the verifier’s package, and nothing of the CDK', () => {
    const routesOf = (name: string) => packages.find((each) => each.name === name)?.routes;
    expect(routesOf('@vonage/jwt')).toContain('answer');
    expect(packages.map(({ name }) => name)).not.toContain('aws-cdk-lib');
    expect(packages.length).toBeGreaterThan(5);
  });
});

describe('a package', () => {
  it('counts for each bundle that holds a byte of it, in each of its versions', () => {
    const bytes = (bytesInOutput: number) => ({ bytesInOutput });
    const output = (inputs: Record<string, { bytesInOutput: number }>) => ({ inputs }) as never;
    const found = routesByFolder({
      outputs: {
        'out/answer/index.cjs': output({
          'functions/answer/handler.ts': bytes(10),
          'node_modules/@a/b/index.js': bytes(10),
          'node_modules/@a/b/other.js': bytes(10),
          'node_modules/@a/b/node_modules/c/index.js': bytes(1),
          'node_modules/gone/index.js': bytes(0),
        }),
        'out/event/index.cjs': output({
          'node_modules/@a/b/index.js': bytes(1),
          'node_modules/c/index.js': bytes(1),
        }),
      },
    });
    expect([...found].map(([folder, routes]) => [folder, [...routes]])).toEqual([
      ['node_modules/@a/b', ['answer', 'event']],
      ['node_modules/@a/b/node_modules/c', ['answer']],
      ['node_modules/c', ['event']],
    ]);
  });

  it.each(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'])('may have %s', (licence) => {
    expect(licenceProblems([aPackage(licence)])).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'UNLICENSED', 'none', 'MIT AND GPL-2.0', 'SEE LICENSE IN LICENSE'])(
    'may not have %s',
    (licence) => {
      expect(licenceProblems([aPackage(licence)])).toEqual([expect.stringContaining(`found ${licence}.`)]);
    },
  );
});
