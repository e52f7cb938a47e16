import { createHmac, generateKeyPairSync, sign, timingSafeEqual } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { verifySignature } from '@vonage/jwt';
import { build } from 'esbuild';
import { bundleOptions } from '../../infra/bundle.ts';
import { LEFT_OUT, leaveOut } from '../../infra/left-out.ts';
import type { LeftOut } from '../../infra/left-out.ts';
import { claimsFor, SECRET, signToken } from '../functions/support/sign.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** The exports of this code, bundled as the handlers are. */
async function bundled(code: string, rows: readonly LeftOut[] = LEFT_OUT): Promise<Record<string, never>> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: PROJECT },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    plugins: [leaveOut(rows)],
  });
  const module = { exports: {} };
  const load = runInThisContext(`(function (module, require) {${outputFiles[0]?.text ?? ''}\n})`) as (
    ...values: unknown[]
  ) => void;
  load(module, require);
  return module.exports;
}

const verifierOf = async (rows?: readonly LeftOut[]): Promise<typeof verifySignature> =>
  (await bundled("export { verifySignature } from '@vonage/jwt';", rows))['verifySignature'] as never;

const NOW_S = Math.floor(Date.now() / 1000);
const CLAIMS = claimsFor('{}');
const GOOD = signToken(CLAIMS);
const [HEADER = '', PAYLOAD = '', SIGNATURE = ''] = GOOD.split('.');
const signed = (header: object, secret = SECRET) => signToken(CLAIMS, secret, { ...header });
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const RS256 = signed({ alg: 'RS256', typ: 'JWT' }).split('.').slice(0, 2).join('.');
const RS256_SIGNATURE = sign('RSA-SHA256', Buffer.from(RS256), privateKey).toString('base64url');

/** Name → token and secret. */
const TOKENS: Readonly<Record<string, readonly [token: string, secret: string]>> = {
  'as Vonage signs it': [GOOD, SECRET],
  'another secret': [GOOD, 'another'],
  'a forged payload': [`${HEADER}.${PAYLOAD.slice(0, -2)}AA.${SIGNATURE}`, SECRET],
  'a forged signature': [`${HEADER}.${PAYLOAD}.${SIGNATURE.slice(1)}x`, SECRET],
  'a shorter signature': [`${HEADER}.${PAYLOAD}.${SIGNATURE.slice(4)}`, SECRET],
  'no signature': [`${HEADER}.${PAYLOAD}.`, SECRET],
  'two parts': [`${HEADER}.${PAYLOAD}`, SECRET],
  'no token': ['', SECRET],
  'no JSON': [`x.y.${createHmac('sha256', SECRET).update('x.y').digest('base64url')}`, SECRET],
  'without typ': [signed({ alg: 'HS256' }), SECRET],
  HS384: [signed({ alg: 'HS384', typ: 'JWT' }), SECRET],
  none: [signed({ alg: 'none', typ: 'JWT' }), SECRET],
  RS256: [signed({ alg: 'RS256', typ: 'JWT' }), SECRET],
  'RS256 of a key pair': [`${RS256}.${RS256_SIGNATURE}`, PEM],
  ES256: [signed({ alg: 'ES256', typ: 'JWT' }), SECRET],
  'the public key as the secret': [signed({ alg: 'HS256', typ: 'JWT' }, PEM), PEM],
  'an exp that is over': [signToken({ ...CLAIMS, exp: NOW_S - 60 }), SECRET],
  'an exp to come': [signToken({ ...CLAIMS, exp: NOW_S + 600 }), SECRET],
  'an exp that is no number': [signToken({ ...CLAIMS, exp: 'soon' }), SECRET],
  'an nbf to come': [signToken({ ...CLAIMS, nbf: NOW_S + 600 }), SECRET],
};

describe('verifySignature as it is bundled', () => {
  it.each(Object.entries(TOKENS))('decides as @vonage/jwt: %s', async (_name, [token, secret]) => {
    expect((await verifierOf())(token, secret)).toBe(verifySignature(token, secret));
  });

  it('accepts some of these tokens, and refuses the others', () => {
    const accepted = Object.entries(TOKENS).filter(([, pair]) => verifySignature(...pair));
    expect(accepted.map(([name]) => name)).toEqual([
      'as Vonage signs it',
      'without typ',
      'RS256 of a key pair',
      'an exp to come',
    ]);
  });

  it('throws as @vonage/jwt does where there is no secret', async () => {
    const verify = await verifierOf();
    expect(() => verify(GOOD, '')).toThrow('Missing private key');
    expect(() => verifySignature(GOOD, '')).toThrow('Missing private key');
  });

  it('does not swallow that it uses what is left out', async () => {
    const verify = await verifierOf([
      ...LEFT_OUT,
      { importer: 'jws', specifier: './tostring', instead: 'refuses' },
    ]);
    expect(() => verify(GOOD, SECRET)).toThrow('Expected jws not to use ./tostring');
  });
});

describe('what is left out', () => {
  it('is in the bundles, row by row: none is left out in vain', async () => {
    const { metafile } = await build({
      ...bundleOptions({ outDir: 'never-written' }),
      metafile: true,
      write: false,
    });
    const found = Object.keys(metafile.inputs).filter((input) => input.startsWith('left-out:'));
    const rows = LEFT_OUT.map(({ importer, specifier }) => `left-out:${importer}:${specifier}`);
    expect(found.toSorted()).toEqual(rows.toSorted());
  });

  it.each([
    ['signs', './sign', 'jsonwebtoken', "v.sign({}, 'secret')"],
    ['limits an age', './lib/timespan', 'jsonwebtoken', `v.verify('${GOOD}', '${SECRET}', { maxAge: '1d' })`],
    ['signs', './lib/sign-stream', 'jws', "v.sign({ header: { alg: 'HS256' }, payload: '', secret: 's' })"],
    ['signs a stream', './lib/sign-stream', 'jws', "v.createSign({ header: { alg: 'HS256' }, secret: 's' })"],
    ['verifies a stream', './data-stream', 'jws', 'v.createVerify({})'],
    ['verifies ES256', 'ecdsa-sig-formatter', 'jwa', "v('ES256').verify('a', 'b', 'c')"],
  ])('throws where code %s (%s)', async (_use, specifier, importer, use) => {
    const code = `const v = require('${importer}'); module.exports = { use: () => ${use} };`;
    const { use: run } = (await bundled(code)) as unknown as { use: () => void };
    expect(run).toThrow(
      `Expected ${importer} not to use ${specifier}, which is left out of the bundle; found a use. ` +
        'To fix this: delete its row in infra/left-out.ts.',
    );
  });

  it('is a fact about Node.js that the real module finds too', () => {
    const facts = LEFT_OUT.filter(({ instead }) => instead === 'isTrue');
    expect(facts).toHaveLength(3);
    for (const { specifier } of facts)
      expect(require(`jsonwebtoken/lib/${specifier.replace(/.*\//, '')}.js`)).toBe(true);
    // buffer-equal-constant-time is used only where this is missing.
    expect(typeof timingSafeEqual).toBe('function');
  });

  it('is refused by the bundler where it is more of @vonage/jwt', async () => {
    await expect(bundled("export { tokenGenerate } from '@vonage/jwt';")).rejects.toThrow(
      'No matching export in "node_modules/@vonage/jwt/dist/esm/verifySignature.mjs" for import "tokenGenerate"',
    );
  });
});
