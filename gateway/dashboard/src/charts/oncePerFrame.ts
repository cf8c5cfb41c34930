/** Calls back at most once a frame, with what was last asked for: a wheel or a pointer tells more than a screen shows. */
export function oncePerFrame<T>(act: (last: T) => void): { ask(value: T): void; cancel(): void } {
  let frame = 0, last: T;
  return {
    ask: value => {
      last = value;
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        act(last);
      });
    },
    cancel: () => {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
