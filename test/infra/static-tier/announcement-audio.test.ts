import { readFileSync } from 'node:fs';

const wav = readFileSync(new URL('../../../static-ncco/audio/announcement.wav', import.meta.url));

describe('the recorded announcement', () => {
  it('is a 16-bit mono PCM wav at 8 kHz, which the platform plays', () => {
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
    expect(wav.toString('latin1', 8, 16)).toBe('WAVEfmt ');
    expect(wav.readUInt16LE(20)).toBe(1);
    expect(wav.readUInt16LE(22)).toBe(1);
    expect(wav.readUInt32LE(24)).toBe(8000);
    expect(wav.readUInt16LE(34)).toBe(16);
  });

  it('is small, and is no silence', () => {
    expect(wav.length).toBeLessThan(200_000);
    const samples = Array.from({ length: Math.floor((wav.length - 44) / 2) }, (_, at) =>
      wav.readInt16LE(44 + 2 * at),
    );
    expect(samples.filter((sample) => Math.abs(sample) > 1000).length).toBeGreaterThan(samples.length / 10);
  });
});
