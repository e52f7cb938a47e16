import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** What a package imports and the functions never use, and what the bundles hold instead. */
export interface LeftOut {
  /** The package that imports it. */
  readonly importer: string;
  /** As it is written there. */
  readonly specifier: string;
  readonly instead: keyof typeof INSTEAD;
}

/** An import that is not there: the first use throws. */
const LEFT_OUT_ERROR = 'LeftOutError';
const refuses = ({ importer, specifier }: LeftOut): string => `
const refuse = function () {
  throw Object.assign(
    new Error('Expected ${importer} not to use ${specifier}, which is left out of the bundle; found a use. ' +
      'To fix this: delete its row in infra/left-out.ts.'),
    { name: '${LEFT_OUT_ERROR}' },
  );
};
module.exports = new Proxy(refuse, { get: () => refuse });`;

const INSTEAD = {
  refuses,
  /** What the module finds out about Node.js by its version. */
  isTrue: () => 'module.exports = true;',
  /** verifySignature catches every error and gives it to its log. The error of what is left out must not end there. */
  logsNothing: () => `
module.exports = () => (...values) => {
  const leftOut = values.find((value) => value?.name === '${LEFT_OUT_ERROR}');
  if (leftOut) throw leftOut;
};`,
} as const satisfies Record<string, (row: LeftOut) => string>;

/**
 * Of @vonage/jwt the functions use verifySignature, and of that HS256 alone: readToken refuses every other algorithm. The rest makes,
 * streams or dates tokens, verifies with elliptic curves, compares versions of Node.js, and logs for developers.
 */
export const LEFT_OUT: readonly LeftOut[] = [
  { importer: '@vonage/jwt', specifier: 'debug', instead: 'logsNothing' },
  { importer: 'jsonwebtoken', specifier: './sign', instead: 'refuses' },
  { importer: 'jsonwebtoken', specifier: './lib/timespan', instead: 'refuses' },
  { importer: 'jsonwebtoken', specifier: './lib/psSupported', instead: 'isTrue' },
  { importer: 'jsonwebtoken', specifier: './asymmetricKeyDetailsSupported', instead: 'isTrue' },
  { importer: 'jsonwebtoken', specifier: './rsaPssKeyDetailsSupported', instead: 'isTrue' },
  { importer: 'jws', specifier: './lib/sign-stream', instead: 'refuses' },
  { importer: 'jws', specifier: './data-stream', instead: 'refuses' },
  { importer: 'jwa', specifier: 'ecdsa-sig-formatter', instead: 'refuses' },
  { importer: 'jwa', specifier: 'buffer-equal-constant-time', instead: 'refuses' },
];

/** The file of verifySignature alone: whoever imports more of the package is refused by the bundler. */
const VERIFY_SIGNATURE = fileURLToPath(
  new URL('../node_modules/@vonage/jwt/dist/esm/verifySignature.mjs', import.meta.url),
);

/** Leaves the rows out, wherever they are imported. A test lists the packages of each bundle, so that none comes back unseen. */
export const leaveOut = (rows: readonly LeftOut[] = LEFT_OUT): Plugin => ({
  name: 'left-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@vonage\/jwt$/ }, () => ({ path: VERIFY_SIGNATURE }));
    onResolve({ filter: anyOf(rows) }, ({ importer, path }) => {
      const row = rows.find((each) => each.specifier === path && packageOf(importer) === each.importer);
      return row && { path: `${row.importer}:${row.specifier}`, namespace: 'left-out', pluginData: row };
    });
    onLoad({ filter: /./, namespace: 'left-out' }, ({ pluginData }) => {
      const row = pluginData as LeftOut;
      return { contents: INSTEAD[row.instead](row), loader: 'js' };
    });
  },
});

const anyOf = (rows: readonly LeftOut[]): RegExp =>
  new RegExp(`^(${rows.map(({ specifier }) => specifier.replaceAll('.', '\\.')).join('|')})$`);

const packageOf = (file: string): string | undefined =>
  /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1]?.replace('\\', '/');
