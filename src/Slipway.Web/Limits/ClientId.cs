using System.Net;
using System.Net.Sockets;

namespace Slipway.Web.Limits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="Actor">The key, or null for an address.</param>
/// <param name="Address">The address; of IPv6 the network, as one client has many addresses of it.</param>
internal readonly record struct ClientId(string? Actor, ulong Address)
{
    public static ClientId Of(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[16];
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        plain.TryWriteBytes(bytes, out int written);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? new ClientId(null, BitConverter.ToUInt32(bytes[..written]))
            : new ClientId(null, BitConverter.ToUInt64(bytes));
    }
}
