export { leadThreshold, roundRobin, sequence } from "./vector-rotation.ts";
export { route } from "./vector-routing.ts";
export { slots } from "./vector-slots.ts";
