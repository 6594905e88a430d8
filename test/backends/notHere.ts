/** Why a server cannot be had on this machine. */
export class NotHere extends Error {}
