/** npx cdk deploy --app 'node examples/events-to-a-queue/app.ts' --output cdk.out/events --all */
import { App } from 'aws-cdk-lib';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { EventsQueue } from './events-queue.ts';

const app = new App();
for (const role of ['secondary', 'primary'] as const) new EventsQueue(app, ownSettings(), role);
app.synth();
