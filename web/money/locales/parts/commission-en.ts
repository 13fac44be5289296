export default {} as const satisfies Readonly<Record<string, string>>;
