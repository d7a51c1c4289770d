package dev.sessionkeeper.policy.schema;

/// Which texts members hold, in the common part of RE2 and Java, and never wider than the contract.
public final class Patterns {
  /// An http or https URL without user, query and fragment. A name's last label starts with a
  /// letter, as clients take any other for an address.
  public static final String HTTP_URL =
      "^https?://(([A-Za-z0-9_-]{1,63}\\.)*[A-Za-z_][A-Za-z0-9_-]{0,62}"
          + "|((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
          + "|\\[[0-9A-Fa-f:.]{2,45}\\])"
          + "(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?"
          + "(/[A-Za-z0-9._~-]+)*/?$";

  public static final String COOKIE_NAME = "^[A-Za-z0-9._~!-]+$";

  /// A glob on the names of cookies.
  public static final String COOKIE_GLOB = "^[A-Za-z0-9!#$%&*+.:^_|~-]+$";

  /// A path glob in printable ASCII without `#`, `;`, `?` and the backslash.
  public static final String GLOB = "^/[!\"$-:<->@-\\[\\]-~]*$";

  /// A regular expression without white space, for a whole path.
  public static final String PATH_PATTERN = "^[!-~]+$";

  /// The name of a header field.
  public static final String HEADER = "^[A-Za-z][A-Za-z0-9-]*$";

  /// The path of a claim.
  public static final String CLAIM_NAME = "^[A-Za-z0-9_:/-]{1,64}(\\.[A-Za-z0-9_:/-]{1,64}){0,7}$";

  /// A value of a claim or the name of a role.
  public static final String CLAIM_VALUE = "^[ -~]+$";

  /// A path of this site, never `//host`.
  public static final String LOCAL_PATH = "^/([!\"$-.0-:<->@-\\[\\]-~][!\"$-:<->@-\\[\\]-~]*)?$";

  public static final String COOKIE_PATH = "^/[!-:<-~]*$";
  public static final String DOMAIN = "^\\.?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*$";
  public static final String METHOD = "^[A-Z][A-Z-]*$";
  public static final String HOST = "^[A-Za-z0-9._:\\[\\]-]+$";

  /// Blocks of addresses of either version.
  public static final String ADDRESS_BLOCK =
      "^(((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
          + "/(3[0-2]|[12]?[0-9])"
          + "|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$";

  public static final String DURATION =
      "^([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,8}s)?([0-9]{1,9}ms)?$";
  public static final String QUANTITY =
      "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?[0-9]+))?$";
  public static final String OBJECT_NAME = "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$";
  public static final String CONTAINER_NAME = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
  public static final String SECRET_KEY = "^\\.?[A-Za-z0-9_-][A-Za-z0-9._-]*$";
  public static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$";
  public static final String LABEL_KEY =
      "^([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$";
  public static final String LABEL_VALUE = "^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$";
  public static final String IMAGE = "^[a-z0-9][A-Za-z0-9._/:@-]*$";

  /// A host and a port, such as `redis.shop:6379`.
  public static final String HOST_AND_PORT =
      "^([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])"
          + ":([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$";

  /// A name within the shared store.
  public static final String STORE_WORD = "^[A-Za-z0-9._:/-]+$";

  private Patterns() {}
}
