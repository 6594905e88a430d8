// For tools/schema.ts: Pulumi's types without their wrapping, so that what is left are the types of values.
export type Input<T> = T;
export type Output<T> = T;
export class CustomResource {}
