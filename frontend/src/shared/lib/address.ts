import { useSearchParams } from 'wouter';

type Edit = (next: URLSearchParams) => void;

interface EditOptions {
  /** The way back leads to what the address was before. */
  isStep?: boolean;
}

/** What the address says behind “?”, and a way to change some of it. */
export function useAddress({ isStep = false }: EditOptions = {}): [URLSearchParams, (edit: Edit) => void] {
  const [params, setParams] = useSearchParams();
  const change = (edit: Edit) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        edit(next);
        return next;
      },
      { replace: !isStep },
    );
  return [params, change];
}

/** One parameter of the address; nothing takes it out. What else stands there stays. */
export function useParam(name: string, options?: EditOptions): [string | null, (value: string | null) => void] {
  const [params, change] = useAddress(options);
  return [params.get(name), (value) => change((next) => put(next, name, value))];
}

export function put(params: URLSearchParams, name: string, value: string | null) {
  if (value) params.set(name, value);
  else params.delete(name);
}

/** "12" -> 12; what is no number of a row is null. */
export function parseId(text: string | null): number | null {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 ? id : null;
}
