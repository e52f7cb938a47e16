import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

it('the NCCO check stays small on the answer path and brings no package along', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../ncco/check-ncco.ts', import.meta.url))],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    metafile: true,
  });

  expect(outputFiles[0]?.contents.length).toBeLessThan(20_000);
  expect(Object.keys(metafile.inputs).filter((input) => input.includes('node_modules'))).toEqual([]);
});
