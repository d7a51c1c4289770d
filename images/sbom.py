#!/usr/bin/env python3
"""Writes the CycloneDX SBOM of what is not Java in an image: sbom.py PACKAGES [RELEASE]

PACKAGES names a file of Debian packages, one a line; RELEASE is the `release` file of a Java runtime.
The output holds no time and no random number, so that images are reproducible.
"""
import json
import subprocess
import sys


def debian(package):
    fields = "${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}"
    out = subprocess.run(["dpkg-query", "-W", "-f", fields, package], check=True, capture_output=True, text=True)
    version, architecture, source, source_version = out.stdout.split("\t")
    purl = f"pkg:deb/debian/{package}@{version.replace('+', '%2B')}?arch={architecture}&distro=debian-{release_of_debian()}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package,
        "version": version,
        "purl": purl,
        "properties": [{"name": "debian:source", "value": f"{source} {source_version}"}],
    }


def release_of_debian():
    with open("/etc/os-release", encoding="utf-8") as lines:
        values = dict(line.rstrip().split("=", 1) for line in lines if "=" in line)
    return values["VERSION_ID"].strip('"')


def java(release):
    with open(release, encoding="utf-8") as lines:
        values = dict(line.rstrip().split("=", 1) for line in lines if "=" in line)
    version = values["JAVA_VERSION"].strip('"')
    modules = values["MODULES"].strip('"')
    return {
        "type": "platform",
        "bom-ref": f"pkg:generic/temurin@{version}",
        "name": "temurin",
        "version": version,
        "purl": f"pkg:generic/temurin@{version}",
        "licenses": [{"license": {"id": "GPL-2.0-with-classpath-exception"}}],
        "properties": [{"name": "java:modules", "value": modules}],
    }


def main(packages, release=None):
    with open(packages, encoding="utf-8") as lines:
        components = [debian(line.strip()) for line in sorted(lines)]
    if release:
        components.append(java(release))
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
