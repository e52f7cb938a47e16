import { regionalOutputs, staticOutputs } from '../contracts/outputs.ts';
import type { OutputsFile, RegionalOutputs } from '../contracts/outputs.ts';
import { voiceCapability } from '../contracts/voice-capability.ts';
import type { Deployment, StaticModel } from './deployment.ts';
import { readFunctionSettings } from './function-settings.ts';
import type { RegionUrls, EmulatorDescription } from './emulator.ts';

/** Outputs of all stacks, as `cdk deploy --outputs-file` writes them, with loopback addresses. */
export function emulatorOutputs(deployment: Deployment, localize: (text: string) => string): OutputsFile {
  const stacks = [deployment.primary, deployment.secondary, deployment.static];
  return Object.fromEntries(
    stacks.map(({ stack, outputs }) => [
      stack,
      Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, localize(value)])),
    ]),
  );
}

/** The emulator's URLs and configuration. @throws when an output is missing */
export function describeEmulator(
  deployment: Deployment,
  outputs: OutputsFile,
  signatureSecret: string,
  localize: (text: string) => string,
): EmulatorDescription {
  const { primary, secondary } = regionalOutputs(outputs);
  const { applicationId, apiKey } = readFunctionSettings(deployment.primary);
  return {
    application: { id: applicationId, apiKey, signatureSecret },
    primary: regionUrls(primary),
    secondary: regionUrls(secondary),
    static: staticUrls(deployment.static, outputs, localize),
    voice: voiceCapability(outputs),
  };
}

const regionUrls = (outputs: RegionalOutputs): RegionUrls => ({
  region: outputs.Region,
  answer: outputs.AnswerUrl,
  event: outputs.EventUrl,
  websocketDisconnected: outputs.WebsocketDisconnectedUrl,
  fallback: outputs.FallbackDirectUrl,
  health: outputs.HealthUrl,
  distribution: outputs.FallbackUrl,
});

/** Every JSON object of the static tier by its file's name; `fallback` is the one that the regions' distributions serve. */
function staticUrls(
  model: StaticModel,
  outputs: OutputsFile,
  localize: (text: string) => string,
): Record<string, string> {
  const fallback = outputs[model.stack]?.['StaticFallbackUrl'];
  if (!fallback)
    throw new Error(`Expected the output StaticFallbackUrl in stack ${model.stack}; found none.`);
  const origin = localize(`https://${model.distribution.hostName}`);
  const served = model.buckets
    .flatMap(({ objects }) => objects)
    .filter(({ key }) => key.endsWith('.json'))
    .map(({ key }) => [key.slice(key.lastIndexOf('/') + 1, -'.json'.length), `${origin}/${key}`] as const);
  return {
    fallback: staticOutputs(outputs).StaticFallbackUrl,
    ...Object.fromEntries(served.filter(([name]) => name !== 'fallback')),
  };
}
