import { PropertyReader } from './property-reader.ts';

/**
 * Puts the values of `SourceMarkers` (what was unknown at synth) into a source's files, encoded as
 * `SourceMarkersConfig` says. Returns how to do it for the source of this index.
 */
export function substituteMarkers(deployment: PropertyReader, index: number): (content: Buffer) => Buffer {
  const markers = Object.entries(item(deployment, 'SourceMarkers', index).values);
  if (markers.length === 0) return (content) => content;
  const config = item(deployment, 'SourceMarkersConfig', index);
  config.refuseUnknown({ emulated: ['jsonEscape', 'markerEncodings'], harmless: [] });
  const encodings = config.textMap('markerEncodings');
  const byDefault = config.flag('jsonEscape', false) ? 'UNQUOTED_JSON_VALUE' : 'LITERAL';
  const values = markers.map(([marker, value]) => {
    const encoding = encodings[marker] ?? byDefault;
    const encode = ENCODINGS[encoding];
    if (encode === undefined) throw config.notEmulated(`marker encoding ${encoding}`);
    return [marker, encode(value)] as const;
  });
  return (content) => {
    // latin1 keeps every byte of a file that is no text.
    let text = content.toString('latin1');
    for (const [marker, value] of values)
      text = text.replaceAll(marker, () => Buffer.from(value).toString('latin1'));
    return Buffer.from(text, 'latin1');
  };
}

const ENCODINGS: Readonly<Record<string, (value: unknown) => string>> = {
  LITERAL: String,
  JSON_VALUE: (value) => JSON.stringify(value),
  UNQUOTED_JSON_VALUE: (value) => {
    const json = JSON.stringify(value);
    return typeof value === 'string' ? json.slice(1, -1) : json;
  },
};

/** Trailing empty objects are left out of the template. */
function item(deployment: PropertyReader, name: string, index: number): PropertyReader {
  return new PropertyReader(
    deployment.where,
    deployment.list(name)[index] ?? {},
    `${deployment.pathOf(name)}[${String(index)}]`,
  );
}
