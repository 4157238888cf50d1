import { AppError } from "../errors.ts";
import { fileTrouble } from "../database/trouble.ts";

/** A backup or a restore that cannot be; the sentences say what to do. */
const refuse = (code: string, en: string, fr: string, cause?: unknown): AppError =>
  new AppError(`backup_${code}`, 422, { en, fr }, cause === undefined ? {} : { cause });

export const damaged = (file: string, cause?: unknown): AppError =>
  refuse(
    "damaged",
    `${file} is damaged or not whole: nothing was restored. Use another backup.`,
    `${file} est endommagé ou incomplet : rien n’a été restauré. Utilisez une autre sauvegarde.`,
    cause,
  );

export const notBackup = (file: string, cause?: unknown): AppError =>
  refuse("not_one", `${file} is no backup of Relaymap.`, `${file} n’est pas une sauvegarde de Relaymap.`, cause);

export const newer = (version: string): AppError =>
  refuse(
    "newer",
    `A newer Relaymap (${version}) made this backup: update this one, then restore.`,
    `Cette sauvegarde vient d’un Relaymap plus récent (${version}) : mettez celui-ci à jour, puis restaurez.`,
  );

export const wrongSecret = (): AppError =>
  refuse(
    "secret",
    "This backup was made with another secret: set RELAYMAP_SECRET to the one of that time, or put the DATA_DIR/secret of that time back. It is never in the backup.",
    "Cette sauvegarde a été faite avec un autre secret : donnez à RELAYMAP_SECRET celui de l’époque, ou remettez le fichier DATA_DIR/secret de l’époque. Il n’est jamais dans la sauvegarde.",
  );

export const nothingThere = (): AppError =>
  refuse(
    "nothing",
    "Nothing of Relaymap is in this database yet: there is nothing to back up.",
    "Cette base ne contient encore rien de Relaymap : il n’y a rien à sauvegarder.",
  );

export const notEmpty = (place: string): AppError =>
  refuse(
    "not_empty",
    `${place} is not empty: a backup is restored into an empty database only. Name a new one, or a new DATA_DIR.`,
    `${place} n’est pas vide : une sauvegarde ne se restaure que dans une base vide. Indiquez-en une nouvelle, ou un nouveau DATA_DIR.`,
  );

export const noRoom = (folder: string, free: number): AppError =>
  refuse(
    "no_room",
    `${folder} has ${(free / 1e9).toFixed(1)} GB left, too little for a backup: make room, or name another folder.`,
    `${folder} n’a plus que ${(free / 1e9).toFixed(1)} Go libres, trop peu pour une sauvegarde : libérez de la place ou indiquez un autre dossier.`,
  );

export function unwritable(folder: string, error: unknown): AppError {
  const words = fileTrouble(error);
  return refuse(
    "unwritable",
    `The backup could not be written to ${folder}: ${words.en}.`,
    `La sauvegarde n’a pas pu être écrite dans ${folder} : ${words.fr}.`,
    error,
  );
}
