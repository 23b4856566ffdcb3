/** The version of the MTHDS standard whose rules packages are read by. */
export const STANDARD_VERSION = "3.0.0";
