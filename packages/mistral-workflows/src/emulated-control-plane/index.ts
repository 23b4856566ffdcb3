export { startEmulatedControlPlane } from "./start-emulated-control-plane.ts";
export type {
  EmulatedControlPlane,
  EmulatedControlPlaneOptions,
  EmulatedFault,
  EmulatedRequest,
} from "./start-emulated-control-plane.ts";
