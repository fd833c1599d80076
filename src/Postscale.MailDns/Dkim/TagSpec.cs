namespace Postscale.MailDns.Dkim;

/// <summary>One entry of a tag list: "name=value", without the white space around name and value.</summary>
/// <param name="Name">The name as written; empty where there is none.</param>
/// <param name="NamePosition">Where the name starts, from 0.</param>
/// <param name="Value">The value as written; empty where there is none.</param>
/// <param name="ValuePosition">Where the value starts, from 0.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="FaultPosition">Where that is, from 0.</param>
internal readonly record struct TagSpec(
    string Name, int NamePosition, string Value, int ValuePosition, TagFault Fault, int FaultPosition);
