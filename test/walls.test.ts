import { existsSync, readdirSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';

interface Place {
  readonly path?: string | readonly string[];
  readonly pathNot?: string | readonly string[];
}
interface Rule {
  readonly name: string;
  readonly from: Place;
  readonly to: Place;
}
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly Rule[];
};

const PROJECT = new URL('..', import.meta.url);
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(new URL(folder, PROJECT), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}${name}/`);
const PACKAGES = foldersIn('node_modules/').flatMap((each) =>
  each.includes('@') ? [each, ...foldersIn(each)] : [each],
);
const FILES = readdirSync(PROJECT, { withFileTypes: true })
  .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
  .flatMap((entry) =>
    entry.isFile()
      ? [entry.name]
      : readdirSync(new URL(`${entry.name}/`, PROJECT), { recursive: true }).map(
          (path) => `${entry.name}/${String(path)}`,
        ),
  );

/** A pattern for each alternative of its groups: `^(a|b/(c|d))/` → `^a/`, `^b/c/`, `^b/d/`. */
function alternatives(pattern: string): readonly string[] {
  // An innermost group; a look-ahead stays.
  const group = /\((?!\?)((?:[^()]|\(\?[^()]*\))*)\)/.exec(pattern);
  if (group === null) return [pattern];
  return (group[1] ?? '')
    .split('|')
    .flatMap((choice) =>
      alternatives(pattern.slice(0, group.index) + choice + pattern.slice(group.index + group[0].length)),
    );
}

const isThere = (pattern: string): boolean => {
  const [, folder] = /^\^(node_modules\/[\w@/-]+\/)$/.exec(pattern) ?? [];
  if (folder !== undefined) return existsSync(new URL(folder, PROJECT));
  // `$1` is what the other side of the rule has matched.
  const expression = new RegExp(pattern.replaceAll('$1', '[^/]+'));
  return [...FILES, ...PACKAGES, ...builtinModules].some((path) => expression.test(path));
};

describe('the import walls', () => {
  it.each(forbidden.map((rule) => [rule.name, rule] as const))(
    '%s names what there is',
    (_name, { from, to }) => {
      const patterns = [from.path, from.pathNot, to.path, to.pathNot].flat().flatMap((each) => each ?? []);
      const gone = [...new Set(patterns.flatMap(alternatives))].filter((pattern) => !isThere(pattern));
      expect(gone).toEqual([]);
    },
  );
});

it('an alternative that is gone is found behind others that are there', () => {
  expect(alternatives('^functions/(auth|gone|(?!x)y)(/|\\.ts$)')).toEqual([
    '^functions/auth/',
    '^functions/auth\\.ts$',
    '^functions/gone/',
    '^functions/gone\\.ts$',
    '^functions/(?!x)y/',
    '^functions/(?!x)y\\.ts$',
  ]);
  expect([isThere('^functions/auth/'), isThere('^functions/edge/'), isThere('^node_modules/gone/')]).toEqual([
    true,
    false,
    false,
  ]);
});
