import type { Manifest } from "./node.ts";

/**
 * What a list of node types shows of one. `takes`: whether it can be found by an address; `ins` and `outs`: how many ways lead in and out of
 * one as it is dropped, so that what may stand where is known before its settings are here.
 */
export type Face = Pick<Manifest, "type" | "kind" | "title" | "help" | "icon"> & {
  takes: boolean;
  ins: number;
  outs: number;
};

export const faceOf = ({
  type,
  kind,
  title,
  help,
  icon,
  takes,
  inputs,
  outputs,
  config,
  defaults,
}: Manifest): Face => ({
  type,
  kind,
  title,
  help,
  icon,
  takes: takes !== undefined,
  ins: inputs.length,
  outs: outputs(config.parse(defaults)).length,
});
