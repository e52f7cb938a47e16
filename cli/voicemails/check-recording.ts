import { open } from 'node:fs/promises';

/** Formats that Vonage records in (NCCO reference, record). */
type Format = 'mp3' | 'wav' | 'ogg';

/** As far as a format can be told. */
const FIRST_BYTES = 12;

/**
 * The format of a file that is a whole recording.
 * @param sizeBytes as Vonage's event says; undefined: it does not
 * @throws Error that says what was expected and what was found
 */
export async function checkRecording(file: string, sizeBytes: number | undefined): Promise<Format> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size === 0) throw new Error('expected a recording, found 0 bytes');
    // A larger file lacks nothing: whether `size` always counts the bytes of the file is not documented.
    if (sizeBytes !== undefined && size < sizeBytes)
      throw new Error(`expected ${String(sizeBytes)} bytes, as Vonage's event says, found ${String(size)}`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    const first = buffer.subarray(0, bytesRead);
    const format = formatOf(first);
    if (format !== undefined) return format;
    throw new Error(
      `expected a recording, which begins as mp3, wav or ogg does, found ${JSON.stringify(first.toString('latin1'))}`,
    );
  } finally {
    await handle.close();
  }
}

function formatOf(first: Buffer): Format | undefined {
  const text = first.toString('latin1');
  if (text.startsWith('OggS')) return 'ogg';
  if (text.startsWith('RIFF') && text.slice(8) === 'WAVE') return 'wav';
  return text.startsWith('ID3') || isMp3Frame(first) ? 'mp3' : undefined;
}

/** The header of a frame of MPEG audio, layer III (ISO/IEC 11172-3, 2.4.1.3): no field has its reserved value. */
function isMp3Frame([sync = 0, versionAndLayer = 0, rates = 0]: Buffer): boolean {
  const version = (versionAndLayer >> 3) & 0b11;
  const layer = (versionAndLayer >> 1) & 0b11;
  return (
    sync === 0xff &&
    versionAndLayer >> 5 === 0b111 &&
    version !== 0b01 &&
    layer === 0b01 &&
    rates >> 4 !== 0b1111 &&
    ((rates >> 2) & 0b11) !== 0b11
  );
}
