// Loaded before a command (NODE_OPTIONS --import): its network is the emulated one, where an application stands on loopback.
import { emulateOutside } from '../../../../emulator/lambda/outside-network.mjs';

emulateOutside(JSON.parse(process.env.OUTSIDE_PORTS));
