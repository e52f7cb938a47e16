import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';

const FILE = 'announcement-audio.json';
/** The first four bytes of every WAV file. */
const RIFF = 'RIFF';

export const audio: PlainRow = {
  name: 'audio',
  assumed: 'the static tier serves recorded audio to any client: the whole file, as audio/wav',
  reliedOnIn: 'static-ncco/announcement-audio.json, infra/static-stack.ts',
  expected: '200, audio/wav, a WAV file as long as its Content-Length',
  change:
    "infra/static-stack.ts: contentType of the deployment 'Audio'; or the setting staticNcco: announcement-tts",
  check: async ({ ask, staticFallbackUrl }) => {
    const ncco = await ask({ method: 'GET', url: new URL(FILE, staticFallbackUrl).href });
    if (ncco.status === 403 || ncco.status === 404)
      throw new NotCheckedError(`no static/${FILE} is deployed`);
    const url = streamUrlOf(ncco.body);
    if (ncco.status !== 200 || url === undefined)
      return differs(`${FILE}: ${String(ncco.status)} without a streamUrl`);
    const { status, headers, body } = await ask({ method: 'GET', url });
    const found = [
      `${String(status)}, ${headers['content-type'] ?? 'no content type'}`,
      body.startsWith(RIFF) ? 'a WAV file' : 'no WAV file',
      // A body shorter than its Content-Length ends as an error before this line.
      headers['content-length'] === undefined ? 'no length' : `${headers['content-length']} bytes`,
    ].join(', ');
    return /^200, audio\/wav, a WAV file, \d+ bytes$/.test(found) ? ok(found) : differs(found);
  },
};

function streamUrlOf(text: string): string | undefined {
  try {
    const [action] = JSON.parse(text) as { readonly streamUrl?: readonly string[] }[];
    return action?.streamUrl?.[0];
  } catch {
    return undefined;
  }
}
