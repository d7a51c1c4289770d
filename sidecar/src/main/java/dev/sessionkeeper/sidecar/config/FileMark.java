package dev.sessionkeeper.sidecar.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// What tells one version of a file from the next without reading it.
///
/// A mounted ConfigMap or Secret is swapped by turning the symbolic link `..data` to another
/// directory, which an inotify watch on the file itself never sees; the real path does change then.
///
/// @param place the real path, after all symbolic links; empty where there is no such file
/// @param modified time of the last change, as the file system tells it
/// @param size in bytes
/// @param identity inode and device, which change when a file is replaced by a rename
record FileMark(String place, long modified, long size, String identity) {
  static final FileMark MISSING = new FileMark("", 0, -1, "");

  /// The present mark of a file. Blocks.
  static FileMark of(Path file) {
    try {
      var real = file.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return new FileMark(
          real.toString(),
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          attributes.size(),
          Objects.toString(attributes.fileKey(), ""));
    } catch (IOException e) {
      return MISSING;
    }
  }
}
