declare module 'virtual:titles' {
  const load: Readonly<Record<string, () => Promise<{ default: Readonly<Record<string, string>> }>>>;
  export default load;
}
declare module 'virtual:titles/sounds' {
  const sounds: Readonly<Record<string, string>>;
  export default sounds;
}
