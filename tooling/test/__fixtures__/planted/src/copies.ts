export const copyWithTheHost = (value: object): object => structuredClone(value);
export const readTheClock = (): number => Date.now();
export const rollTheDice = (): number => Math.random();
export const startATimer = (): unknown => setTimeout(() => undefined, 1);
export const askTheMachine = (): unknown => process.env;
export const compileText = (): unknown => new Function("return 1")();
export const copyByHand = (value: object): object => ({ ...value });
