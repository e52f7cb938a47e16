import type { Template } from '../synthesized.ts';

/**
 * The template without what changes with every line of code (the assets' hashes, and the name of the API's deployment), and
 * without the values of its outputs, which outputs.test.ts and static-stack.test.ts hold in full.
 */
export const scrubbed = ({ Outputs, ...template }: Template): unknown =>
  JSON.parse(
    JSON.stringify({
      ...template,
      Outputs: Object.fromEntries(
        Object.entries(Outputs).map(([key, output]) => [key, { ...output, Value: undefined }]),
      ),
    })
      .replace(/\b[0-9a-f]{64}\b/g, '<hash of an asset>')
      .replace(/\b(ApiDeployment[0-9A-F]{8})[0-9a-f]{32}\b/g, '$1<hash of the API>'),
  );
