const FRAMES_PER_SECOND = 50;
const HERTZ = 440;
const LOUDNESS = 8000;

/** One second of a tone in 20 ms frames of 16-bit little-endian mono; whole cycles, so that it can be looped. */
export function toneFrames(samplesPerSecond: number): readonly Buffer[] {
  const samples = samplesPerSecond / FRAMES_PER_SECOND;
  return Array.from({ length: FRAMES_PER_SECOND }, (_, frame) => {
    const buffer = Buffer.alloc(samples * 2);
    for (let i = 0; i < samples; i += 1) {
      const seconds = (frame * samples + i) / samplesPerSecond;
      buffer.writeInt16LE(Math.round(LOUDNESS * Math.sin(2 * Math.PI * HERTZ * seconds)), i * 2);
    }
    return buffer;
  });
}
