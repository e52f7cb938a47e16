import type { OriginModel, Setting, StaticObject } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader } from './stack-reader.ts';

const ORIGIN: KnownProperties = {
  emulated: ['ConnectionAttempts', 'ConnectionTimeout', 'CustomOriginConfig', 'DomainName', 'Id'].concat(
    ['OriginAccessControlId', 'OriginCustomHeaders', 'OriginPath', 'S3OriginConfig'],
    'ResponseCompletionTimeout',
  ),
  harmless: [],
};
const CUSTOM: KnownProperties = {
  emulated: ['OriginReadTimeout'],
  // The emulator speaks plain HTTP on loopback, one connection a request.
  harmless: [
    'HTTPPort',
    'HTTPSPort',
    'IpAddressType',
    'OriginKeepaliveTimeout',
    'OriginProtocolPolicy',
  ].concat('OriginSSLProtocols'),
};
const S3: KnownProperties = {
  emulated: ['OriginReadTimeout'],
  harmless: [],
  onlyOff: ['OriginAccessIdentity'],
};
/** CloudFront's own, where the template names none. */
const DEFAULTS = { ConnectionAttempts: 3, ConnectionTimeout: 10, OriginReadTimeout: 30 };
const LIMITS = {
  ConnectionAttempts: [1, 3],
  ConnectionTimeout: [1, 10],
  OriginReadTimeout: [1, 120],
} as const;

export function readOrigin(
  stack: StackReader,
  properties: PropertyReader,
  objects: ReadonlyMap<string, readonly StaticObject[]>,
): OriginModel {
  const shield = properties.object('OriginShield');
  if (shield?.flag('Enabled', false) === true) throw properties.notEmulated('OriginShield');
  properties.refuseUnknown({ ...ORIGIN, harmless: ['OriginShield'] });
  const custom = properties.object('CustomOriginConfig')?.refuseUnknown(CUSTOM);
  const s3 = properties.object('S3OriginConfig')?.refuseUnknown(S3);
  const config = custom ?? s3;
  if (config === undefined || (custom !== undefined && s3 !== undefined))
    throw properties.wrong('CustomOriginConfig', 'CustomOriginConfig or S3OriginConfig');
  const hostName = properties.text('DomainName');
  const completionSeconds = properties.optionalNumber('ResponseCompletionTimeout');
  return {
    id: properties.text('Id'),
    hostName,
    originPath: properties.optionalText('OriginPath') ?? '',
    kind: custom === undefined ? 's3' : 'custom',
    hasOriginAccessControl: hasOriginAccessControl(stack, properties),
    connectionAttempts: setting(properties, 'ConnectionAttempts', 1),
    connectionTimeoutMs: setting(properties, 'ConnectionTimeout', 1000),
    readTimeoutMs: setting(config, 'OriginReadTimeout', 1000),
    ...(completionSeconds === undefined ? {} : { responseCompletionTimeoutMs: completionSeconds * 1000 }),
    customHeaders: Object.fromEntries(
      properties.objects('OriginCustomHeaders').map((header) => {
        return [header.text('HeaderName'), header.text('HeaderValue')];
      }),
    ),
    objects: (objects.get(hostName) ?? []).map(({ where, key, source }) => ({ where, key, source })),
  };
}

function setting(properties: PropertyReader, name: keyof typeof DEFAULTS, factor: number): Setting<number> {
  const value = properties.optionalNumber(name);
  if (value === undefined) return { value: DEFAULTS[name] * factor, isDefault: true };
  const [least, most] = LIMITS[name];
  if (value < least || value > most)
    throw properties.wrong(name, `${String(least)} to ${String(most)}`, 'CloudFront would refuse it.');
  return { value: value * factor, isDefault: false };
}

function hasOriginAccessControl(stack: StackReader, origin: PropertyReader): boolean {
  const id = origin.optionalText('OriginAccessControlId') ?? '';
  if (id === '') return false;
  const control = stack
    .ofType('AWS::CloudFront::OriginAccessControl')
    .find((resource) => stack.nameOf(resource) === id);
  if (control === undefined)
    throw origin.notEmulated(`OriginAccessControlId ${id}`, 'Name one of the same stack.');
  const config = control.properties().object('OriginAccessControlConfig');
  const signing = config?.text('SigningBehavior');
  if (config?.text('OriginAccessControlOriginType') !== 's3' || signing === 'no-override')
    throw control.properties().notEmulated(`SigningBehavior ${String(signing)} or an origin type but s3`);
  return signing === 'always';
}
